using System.Text;

namespace Bansuri.Host.Cli;

/// <summary>The terminal of this process.</summary>
internal static class SystemTerminal
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static Terminal Open(Func<string, string?> variable) => new(Writer(1, autoFlush: false), Writer(2, autoFlush: true))
    {
        Rich = !Console.IsOutputRedirected && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not (null or "" or "dumb"),
    };

    private static StreamWriter Writer(int descriptor, bool autoFlush) =>
        new(new DescriptorStream(descriptor), Encoding, 16 * 1024)
        {
            AutoFlush = autoFlush,
            NewLine = "\n",
        };
}
