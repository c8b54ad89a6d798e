using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Variables over others that they may hide: a task keeps its own few, and shares the host's with all the others.</summary>
internal sealed class LayeredEnvironment(IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string> above) : IReadOnlyDictionary<string, string>
{
    public int Count => above.Count + below.Keys.Count(name => !above.ContainsKey(name));

    public IEnumerable<string> Keys => this.Select(variable => variable.Key);

    public IEnumerable<string> Values => this.Select(variable => variable.Value);

    public string this[string key] => above.TryGetValue(key, out var value) ? value : below[key];

    public bool ContainsKey(string key) => above.ContainsKey(key) || below.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => above.TryGetValue(key, out value) || below.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (var variable in below)
        {
            if (!above.ContainsKey(variable.Key))
            {
                yield return variable;
            }
        }

        foreach (var variable in above)
        {
            yield return variable;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
