namespace Bansuri.Acceptance.Tests.Seed;

/// <summary>The seed's list of commands, edited while it runs.</summary>
public sealed class SeedListTests : AcceptanceTest
{
    private const string Loop = "echo started $1 $2\nwhile :; do sleep 1; done\n";

    private const string ThreeScripts = """
        {
          "scripts": [
            "sh script1.sh",
            "./script2.sh",
            "sh script3.sh --arg1 value1"
          ]
        }
        """;

    [Fact]
    public async Task Every_script_of_the_list_starts_and_its_output_carries_its_prefix()
    {
        WriteThreeLoops();
        var host = await Sandbox.HostAsync("scripts_config.json");

        await host.UntilLoggedAsync("OUT [Script1] started");
        await host.UntilLoggedAsync("OUT [Script2] started");
        await host.UntilLoggedAsync("OUT [Script3] started --arg1 value1");
        Assert.All((await host.StatusAsync()).Tasks, task => Assert.Equal("running", task.State));
    }

    [Fact]
    public async Task A_script_that_is_added_starts_and_the_others_keep_their_pids()
    {
        WriteThreeLoops();
        var host = await Sandbox.HostAsync("scripts_config.json");
        var before = await PidsAsync(host);

        Sandbox.Script("my_new_script.sh", Loop);
        Sandbox.Write("scripts_config.json", ThreeScripts.Replace("value1\"", "value1\",\n    \"./my_new_script.sh\"", StringComparison.Ordinal));

        await host.UntilLoggedAsync("OUT [Script4] started");
        Assert.Equal(before, (await PidsAsync(host)).Take(3));
    }

    [Fact]
    public async Task Without_the_first_script_the_others_keep_their_names_and_pids_and_the_next_one_gets_a_new_number()
    {
        WriteThreeLoops();
        var host = await Sandbox.HostAsync("scripts_config.json");
        var before = await PidsAsync(host);

        Sandbox.Write("scripts_config.json", """{ "scripts": ["./script2.sh", "sh script3.sh --arg1 value1"] }""");
        await host.UntilGoneAsync("Script1");
        Sandbox.Write("scripts_config.json", """{ "scripts": ["sh script1.sh more", "./script2.sh", "sh script3.sh --arg1 value1"] }""");
        await host.UntilLoggedAsync("OUT [Script4] started more");

        Assert.Equal(before[1], await host.PidOfAsync("Script2"));
        Assert.Equal(before[2], await host.PidOfAsync("Script3"));
        Assert.False(ProcFs.IsAlive(before[0]));
    }

    [Fact]
    public async Task A_script_that_is_removed_can_end_as_it_likes_within_the_grace_period()
    {
        Sandbox.Script("polite.sh", "trap 'echo tidied up; exit 0' TERM\necho started\nwhile :; do sleep 0.1; done\n");
        Sandbox.Write("scripts_config.json", """{ "scripts": ["./polite.sh", "sleep 1000"] }""");
        var host = await Sandbox.HostAsync("scripts_config.json");
        await host.UntilLoggedAsync("OUT [Script1] started");

        Sandbox.Write("scripts_config.json", """{ "scripts": ["sleep 1000"] }""");

        await host.UntilLoggedAsync("OUT [Script1] tidied up");
        await host.UntilGoneAsync("Script1");
        Assert.DoesNotContain("SIGKILL", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deaf_script_that_is_removed_gets_SIGKILL_after_the_grace_period()
    {
        Sandbox.Script("deaf.sh", "trap '' TERM\necho started\nwhile :; do sleep 0.1; done\n");
        Sandbox.Write("scripts_config.json", """{ "scripts": ["exec ./deaf.sh", "sleep 1000"] }""");
        var host = await Sandbox.HostAsync("scripts_config.json", "--grace-period", "2s");
        await host.UntilLoggedAsync("OUT [Script1] started");
        var pid = await host.PidOfAsync("Script1");

        Sandbox.Write("scripts_config.json", """{ "scripts": ["sleep 1000"] }""");

        await host.UntilGoneAsync("Script1");
        // As long as it took, on a busy machine; with the sleep that it is in, or between two.
        Assert.Matches($@"Script1: SIGTERM did not end it in \d+(\.\d)? s, SIGKILL to pid .*\b{pid} \(deaf\.sh\)", host.Log);
        Assert.False(ProcFs.IsAlive(pid));
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_until_it_is_mended()
    {
        WriteThreeLoops();
        var host = await Sandbox.HostAsync("scripts_config.json");
        var before = await PidsAsync(host);

        Sandbox.Write("scripts_config.json", ThreeScripts.Replace("\"./script2.sh\",", "\"./script2.sh\"", StringComparison.Ordinal));
        await host.UntilLoggedAsync("config revision 2 rejected (1 error), still running revision 1");
        var broken = (await host.StatusAsync()).Host.Config;
        Assert.Equal(1, broken.Revision);
        Assert.Equal(5, Assert.Single(broken.Errors).Line);
        Assert.Contains("scripts_config.json:5:", host.Log, StringComparison.Ordinal);

        Sandbox.Write("scripts_config.json", ThreeScripts);
        await host.UntilConfigAsync(config => config.Errors.Count == 0, "no error");
        Assert.Equal(before, await PidsAsync(host));
    }

    private void WriteThreeLoops()
    {
        Sandbox.Script("script1.sh", Loop);
        Sandbox.Script("script2.sh", Loop);
        Sandbox.Script("script3.sh", Loop);
        Sandbox.Write("scripts_config.json", ThreeScripts);
    }

    private static async Task<List<int>> PidsAsync(RunningHost host)
    {
        var pids = new List<int>();
        foreach (var task in (await host.StatusAsync()).Tasks)
        {
            pids.Add(await host.PidOfAsync(task.Name));
        }

        return pids;
    }
}
