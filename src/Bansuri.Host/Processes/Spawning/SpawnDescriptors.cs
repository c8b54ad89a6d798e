namespace Bansuri.Host.Processes.Spawning;

/// <summary>The host's descriptors that become 0, 1 and 2 of a child, -1 for /dev/null; and its channel, -1 for none.</summary>
internal readonly record struct SpawnDescriptors(int In, int Out, int Error, int Channel)
{
    internal bool HasChannel => Channel >= 0;
}
