using System.CommandLine;
using System.CommandLine.Invocation;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create(CliServices services) =>
        new ExampleCommand("version", "Shows the version.", "bansuri version") { Action = new VersionAction(services.Terminal) };
}

/// <summary>For the command and for <c>--version</c>.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        terminal.Out.WriteLine($"bansuri {ProgramVersion.Text}");
        return ExitCodes.Done;
    }
}
