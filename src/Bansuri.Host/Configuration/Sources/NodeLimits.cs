namespace Bansuri.Host.Configuration.Sources;

/// <summary>What no honest configuration needs, and what a hostile one would use up memory and stack with.</summary>
internal static class NodeLimits
{
    /// <summary>The most bytes of one file.</summary>
    public const int Bytes = 16 << 20;

    /// <summary>How deep values may be nested.</summary>
    public const int Depth = 64;

    /// <summary>The most values of one file, counting each alias as all that it stands for.</summary>
    public const long Nodes = 2_000_000;
}
