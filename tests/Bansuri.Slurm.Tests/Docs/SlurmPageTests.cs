using System.Globalization;
using Bansuri.Acceptance.Tests.Docs;

namespace Bansuri.Slurm.Tests.Docs;

/// <summary>docs/slurm.md: its tour on a cluster, line by line.</summary>
public sealed class SlurmPageTests(Clusters clusters) : SlurmTest(clusters)
{
    [Fact]
    public async Task The_tour_does_what_it_says()
    {
        await OnAsync(ClusterKind.Usual);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/slurm.md"), TestContext.Current.CancellationToken);
        try
        {
            await Tour.TakeAsync(page[page.IndexOf("## Five minutes", StringComparison.Ordinal)..page.IndexOf("## Who gets", StringComparison.Ordinal)], Sandbox);
        }
        finally
        {
            foreach (var log in Directory.EnumerateFiles(Sandbox.Folder, "master_*.log"))
            {
                Take(long.Parse(Path.GetFileNameWithoutExtension(log)["master_".Length..], CultureInfo.InvariantCulture));
            }
        }
    }
}
