using System.Collections.Immutable;

namespace Bansuri.Host.Configuration;

/// <summary>
/// Which string entry is which <c>ScriptN</c>. A number stays with its text and is never given to another while the host lives, so that
/// removing the first entry neither renames nor restarts the others. Immutable.
/// </summary>
/// <param name="ByIdentity">The numbers that were ever given.</param>
internal sealed record ScriptNumbers(ImmutableDictionary<string, int> ByIdentity)
{
    public static readonly ScriptNumbers None = new(ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>The name that an entry is shown by; it must have been given a number.</summary>
    public string NameOf(string identity) => Name(ByIdentity[identity]);

    /// <summary>
    /// The identities of a list of texts: the text, and a count from its second occurrence on. The count stands before the text, which may end in
    /// anything.
    /// </summary>
    public static IEnumerable<string> Identities(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            counts[text] = counts.GetValueOrDefault(text) + 1;
            yield return counts[text] == 1 ? $"script:{text}" : $"script#{counts[text]}:{text}";
        }
    }

    /// <summary>Gives a number to each identity that has none, in order; names that other tasks have are passed over.</summary>
    public ScriptNumbers With(IEnumerable<string> identities, IReadOnlySet<string> taken)
    {
        var numbers = ByIdentity.ToBuilder();
        var last = ByIdentity.IsEmpty ? 0 : ByIdentity.Values.Max();
        foreach (var identity in identities.Where(identity => !numbers.ContainsKey(identity)))
        {
            do
            {
                last++;
            }
            while (taken.Contains(Name(last)));

            numbers[identity] = last;
        }

        return new ScriptNumbers(numbers.ToImmutable());
    }

    private static string Name(int number) => $"Script{number}";
}
