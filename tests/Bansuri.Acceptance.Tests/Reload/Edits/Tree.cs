namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>A mapping in the order in which it will be written; values are texts, numbers, booleans, lists and mappings.</summary>
internal sealed class Tree : List<KeyValuePair<string, object>>
{
    public void Add(string key, object value) => Add(new KeyValuePair<string, object>(key, value));

    public Tree? Find(string key) => this.FirstOrDefault(entry => entry.Key == key).Value as Tree;

    /// <summary>The mapping under a key, whichever way a key of more than one word is spelled.</summary>
    public Tree Group(string key)
    {
        var found = this.FirstOrDefault(entry => entry.Key.Replace('_', '-') == key.Replace('_', '-')).Value as Tree;
        if (found is null)
        {
            found = [];
            Add(key, found);
        }

        return found;
    }
}
