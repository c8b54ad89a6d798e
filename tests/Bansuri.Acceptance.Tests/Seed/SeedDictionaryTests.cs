namespace Bansuri.Acceptance.Tests.Seed;

/// <summary>The seed's two example dictionaries, in JSON as they stand there and in YAML.</summary>
public sealed class SeedDictionaryTests : AcceptanceTest
{
    private const string BackupService = """
        {
          "name": "backup-service",
          "command": "/usr/local/bin/backup.sh",
          "user": "admin",
          "schedule-cron": "0 2 * * *",
          "times": 3,
          "on-fail": "restart",
          "notify": "on-fail"
        }
        """;

    private const string BackupServiceInYaml = """
        name: backup-service
        command: /usr/local/bin/backup.sh
        user: admin
        schedule-cron: 0 2 * * *
        times: 3
        on-fail: restart
        notify: on-fail
        """;

    private const string DataProcessor = """
        {
            "name": "data-processor",
            "command": "python process_data.py",
            "times": 5,
            "timeout": "10m"
        }
        """;

    private const string DataProcessorInYaml = """
        tasks:
          data-processor:
            command: python process_data.py
            times: 5
            timeout: 10m
        """;

    [Theory]
    [InlineData("scripts.json", BackupService)]
    [InlineData("bansuri.yaml", BackupServiceInYaml)]
    public async Task The_backup_service_waits_for_two_o_clock(string file, string text)
    {
        Sandbox.Write(file, text);
        (await Sandbox.RunAsync("validate", "-c", file)).Expect(0);

        var host = await Sandbox.HostAsync(file);

        var task = await host.UntilStateAsync("backup-service", "scheduled");
        Assert.Equal(3, task.Times);
        Assert.Equal(0, task.Runs);
        Assert.Equal(TimeSpan.FromHours(2), task.NextRun?.UtcDateTime.TimeOfDay);
    }

    [Theory]
    [InlineData("scripts.json", DataProcessor)]
    [InlineData("bansuri.yaml", DataProcessorInYaml)]
    public async Task The_data_processor_runs_once(string file, string text)
    {
        Needs.Command("python3");
        Sandbox.Write("process_data.py", "print('processed')\n");
        Sandbox.Write(file, text.Replace("python ", "python3 ", StringComparison.Ordinal)); // not every system has a `python`

        var host = await Sandbox.HostAsync(file);

        var task = await host.UntilStateAsync("data-processor", "succeeded");
        Assert.Equal((1, 5, 1, 0), (task.Attempt, task.Times, task.Runs, task.FailedRuns));
        await host.UntilLoggedAsync("OUT [data-processor] processed");
    }
}
