using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Composition;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Tests.Configuration.Fuzz;

/// <summary>Loads whatever it is given, and holds the answer to what every answer must be.</summary>
internal sealed partial class FuzzFolder : IDisposable
{
    private const int LongestMessage = 1000;

    // For what never ends; it is no measurement.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ConfigFolder _folder = new();

    public FuzzFolder() => _folder.Knowledge = _folder.Knowledge with { Cron = new CronRules(TimeZoneInfo.Utc) };

    /// <summary>How often a test rolls its dice: BANSURI_FUZZ=100 makes each a hundred times as long.</summary>
    public static int Effort { get; } = int.TryParse(Environment.GetEnvironmentVariable("BANSURI_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1;

    public string In(string name) => Path.Combine(_folder.Path, name);

    public LoadResult Load(string text, string name) => Load(Encoding.UTF8.GetBytes(text), name);

    public LoadResult Load(byte[] bytes, string name)
    {
        File.WriteAllBytes(In(name), bytes);
        try
        {
            return LoadFile(name);
        }
        catch (Exception failure)
        {
            // What was read is what has to be read again.
            throw new InvalidOperationException($"{name} of {bytes.Length} bytes, as base64 {Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, 6000)))}", failure);
        }
    }

    /// <summary>Loads a file that is there.</summary>
    public LoadResult LoadFile(string name)
    {
        var loading = Task.Run(() => _folder.Load(name));
        Assert.True(loading.Wait(Limit), $"not read within {Limit}");
        var result = loading.Result;
        Assert.Equal(result.Config is null, result.Diagnostics.Any(each => each.Severity == Severity.Error));
        var texts = result.Texts.ToDictionary(text => text.Path, StringComparer.Ordinal);
        Assert.All(result.Diagnostics.Take(LongestMessage), diagnostic => Check(diagnostic, texts));
        Assert.DoesNotMatch(Foreign(), _folder.Render(result));
        return result;
    }

    public void Dispose() => _folder.Dispose();

    private static void Check(Diagnostic diagnostic, Dictionary<string, SourceText> texts)
    {
        var (file, line, column, length) = diagnostic.Span;
        Assert.False(string.IsNullOrEmpty(file), diagnostic.Message);
        Assert.InRange(diagnostic.Message.Length, 1, LongestMessage);
        Assert.False(char.IsUpper(diagnostic.Message[0]), diagnostic.Message);
        Assert.False(diagnostic.Message.EndsWith('.') && !diagnostic.Message.EndsWith("...", StringComparison.Ordinal), diagnostic.Message);
        if (line > 0)
        {
            // Without a text (it is no UTF-8) there is no line to look at.
            Assert.True(column >= 1 && length >= 1, $"{diagnostic}");
            if (texts.TryGetValue(file, out var text))
            {
                // A place may be the end of the line, and that of the text is behind its last line.
                Assert.True(line <= text.Lines, $"line of {diagnostic}");
                Assert.True(column <= text.Line(line).ToString().EnumerateRunes().Count() + 1, $"column of {diagnostic}");
            }
        }
    }

    // Types and traces of the runtime and of libraries.
    [GeneratedRegex(@"System\.|YamlDotNet|Exception|^   at |Nullable|StackTrace|Immutable", RegexOptions.Multiline)]
    private static partial Regex Foreign();
}
