namespace Bansuri.Host.Configuration.Sources;

/// <summary>
/// YAML 1.2 ends lines with <c>\r</c> and <c>\n</c> alone (https://yaml.org/spec/1.2.2/#54-line-break-characters); YamlDotNet goes by 1.1,
/// where three more do. Those are handed to it as characters that no text has, and are put back into what it has read: so a value keeps them,
/// as it does in JSON, and a line is a line for people, editors and the parser.
/// </summary>
internal sealed class ForeignBreaks
{
    private const string Breaks = "\u0085\u2028\u2029";

    // Unicode keeps these 32 free for such uses inside of a program.
    private const char FirstFree = '\uFDD0', LastFree = '\uFDEF';

    private readonly (char Break, char Substitute)[] _substitutes = [];

    public ForeignBreaks(string text)
    {
        Text = text;
        if (text.AsSpan().IndexOfAny(Breaks) < 0)
        {
            return;
        }

        var free = Enumerable.Range(FirstFree, LastFree - FirstFree + 1).Select(code => (char)code).Where(code => !text.Contains(code));
        _substitutes = [.. Breaks.Zip(free)];
        foreach (var (foreign, substitute) in _substitutes)
        {
            Text = Text.Replace(foreign, substitute);
        }
    }

    /// <summary>For the parser; as long as what it stands for.</summary>
    public string Text { get; }

    /// <summary>What the parser has read, as it was written.</summary>
    public string Restore(string value)
    {
        foreach (var (foreign, substitute) in _substitutes)
        {
            value = value.Replace(substitute, foreign);
        }

        return value;
    }
}
