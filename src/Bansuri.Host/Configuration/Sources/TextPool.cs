namespace Bansuri.Host.Configuration.Sources;

/// <summary>
/// Gives equal texts of one load as one object: in a long list of tasks the same keys, programs and arguments come again and again, and the host keeps them.
/// </summary>
internal sealed class TextPool
{
    // Longer ones are rarely equal, and each would have to be read once more.
    private const int Longest = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    public string Of(string text)
    {
        if (text.Length > Longest)
        {
            return text;
        }

        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts.Add(text);
        return text;
    }
}
