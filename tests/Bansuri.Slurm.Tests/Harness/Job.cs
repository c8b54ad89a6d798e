using System.Diagnostics;
using System.Globalization;

namespace Bansuri.Slurm.Tests.Harness;

/// <summary>A job of a test, as Slurm and its log show it.</summary>
internal sealed class Job(SlurmTest test, long id)
{
    public long Id { get; } = id;

    public string Name => Id.ToString(CultureInfo.InvariantCulture);

    public string Log => test.LogOf(this);

    /// <summary>What the host has warned of, but for a controller that is too busy to answer it, as that of many tests at a time may be.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Log.Split('\n').Where(line => line.Contains(" WRN ", StringComparison.Ordinal) && !line.Contains("Slurm's commands say nothing here", StringComparison.Ordinal))];

    /// <summary><c>RUNNING</c>, <c>CANCELLED</c>, ...; empty when no controller answers.</summary>
    /// <remarks>Under the number of an array or of a heterogeneous job squeue lists all that belong to it.</remarks>
    public async Task<string> StateAsync() => (await test.CommandAsync("squeue", "-h", "-t", "all", "-j", Name, "-o", "%A %T")).Output
        .Split('\n').FirstOrDefault(line => line.StartsWith($"{Name} ", StringComparison.Ordinal))?[(Name.Length + 1)..].Trim() ?? "";

    /// <summary>A field of <c>scontrol show job</c>.</summary>
    public async Task<string?> FieldAsync(string name)
    {
        var text = (await test.CommandAsync("scontrol", "show", "job", Name, "-o")).Output;
        return text.Split(' ').FirstOrDefault(field => field.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
    }

    public Task LoggedAsync(string text, TimeSpan? within = null) =>
        UntilAsync(() => Task.FromResult(Log.Contains(text, StringComparison.Ordinal)), $"'{text}' in the log", within);

    public Task ReadyAsync() => LoggedAsync("[bansuri] ready: ");

    public async Task CancelAsync(params string[] options) => (await test.CommandAsync("scancel", [.. options, Name])).Expect(0);

    /// <summary>Waits for the end of the job; what Slurm says of it then: <c>CANCELLED</c>, exit <c>0:0</c>.</summary>
    public async Task<(string State, string? ExitCode)> EndedAsync(TimeSpan? within = null)
    {
        await UntilAsync(async () => await StateAsync() is not ("" or "RUNNING" or "SIGNALING" or "PENDING" or "COMPLETING" or "SUSPENDED" or "CONFIGURING"), "the end of the job", within);
        return (await StateAsync(), await FieldAsync("ExitCode"));
    }

    /// <summary>Waits for the end of the job, which is exit code 0 of its script.</summary>
    public async Task CompletedAsync(TimeSpan? within = null)
    {
        var end = await EndedAsync(within);
        Assert.True(end == ("COMPLETED", "0:0"), $"not COMPLETED with 0:0, but {end}\n{Log}");
    }

    /// <summary>Cancels it in case that it runs, and waits until it is gone.</summary>
    public async Task EndAsync()
    {
        await test.CommandAsync("scancel", Name);
        await EndedAsync(TimeSpan.FromMinutes(2));
    }

    public async Task UntilAsync(Func<Task<bool>> condition, string wanted, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(60);
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < limit, $"not within {limit.TotalSeconds} s: {wanted}; the job is {await StateAsync()}\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
