namespace Bansuri.Host.Configuration.Sources;

/// <summary>What no honest configuration needs, and what a hostile one would use up memory and stack with.</summary>
internal static class NodeLimits
{
    /// <summary>The most bytes of one file.</summary>
    public const int Bytes = 16 << 20;

    /// <summary>The most bytes of all files of a configuration together.</summary>
    public const long AllBytes = 64 << 20;

    /// <summary>How deep values may be nested.</summary>
    public const int Depth = 64;

    /// <summary>The most values of one file, keys included, counting each alias as all that it stands for.</summary>
    public const int Nodes = 1_000_000;

    /// <summary>The most tasks of all files.</summary>
    public const int Tasks = 100_000;

    /// <summary>The most values of all tasks, counting what <c>defaults</c> give to each of them.</summary>
    public const long Given = 4_000_000;
}
