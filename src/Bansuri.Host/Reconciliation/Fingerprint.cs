using System.Security.Cryptography;
using System.Text;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Reconciliation;

/// <summary>A hash over the values of some keys of a task: equal where they are.</summary>
internal static class Fingerprint
{
    /// <summary>Of all but the name: what a rename is known by.</summary>
    public static string OfAllButTheName(TaskConfig config) => Of(config, key => key.Change != ChangeClass.Identity);

    /// <summary>Of what is run: a task where this differs is another one to run.</summary>
    public static string OfWhatRuns(TaskConfig config) => Of(config, key => key.Change == ChangeClass.Restart);

    private static string Of(TaskConfig config, Func<Key, bool> counts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in KeyTable.All.Where(counts))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key.Format(config.Values.Get(key)) + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
