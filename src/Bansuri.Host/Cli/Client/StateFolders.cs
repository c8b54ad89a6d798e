using Bansuri.Host.Slurm;

namespace Bansuri.Host.Cli.Client;

/// <summary>
/// Where the host of a job may keep its state: in the folder that the job was started from, <c>.bansuri</c>, or <c>.bansuri-3</c> for the
/// third element of an array. The configuration may say otherwise, and is not read to find a host.
/// </summary>
internal static class StateFolders
{
    public static IReadOnlyList<string> Of(JobStatus? job)
    {
        try
        {
            return job?.Directory is { } folder ? Directory.GetDirectories(folder, ".bansuri*") : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
