namespace Bansuri.Host.Configuration;

/// <summary>Which variables look as if they held a secret (docs/operations.md, "Trust"): their values are shown to nobody.</summary>
internal static class SecretNames
{
    public const string Mask = "***";

    private static readonly string[] Marks = ["TOKEN", "SECRET", "PASSWORD", "KEY"];

    public static bool Matches(string name)
    {
        foreach (var mark in Marks)
        {
            if (name.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
