using System.Collections.Immutable;

namespace Bansuri.Host.Notifications;

/// <summary>Takes secret values out of texts. Of values of several lines, each line that is long enough.</summary>
internal sealed class SecretMask(IEnumerable<string> secrets)
{
    private const string Mask = "***";

    // What is shorter is part of ordinary words, and masking it would only show where it is.
    private const int Shortest = 4;

    private readonly ImmutableArray<string> _secrets =
    [
        .. secrets.SelectMany(secret => secret.Split('\n'), (_, line) => line.Trim())
            .Where(line => line.Length >= Shortest)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(line => line.Length), // one may be part of another
    ];

    public string Of(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Mask, StringComparison.Ordinal));
}
