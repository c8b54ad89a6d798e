namespace Bansuri.Host.StateDirectory.Instances;

/// <summary>This user's hosts on this node.</summary>
internal static class InstanceList
{
    public static IReadOnlyList<Instance> Read(RuntimePlaces places) =>
        [.. places.Existing().SelectMany(InstanceFolder.Alive).OrderBy(instance => instance.StartedAt)];
}
