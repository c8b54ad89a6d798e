using Bansuri.Abstractions.Keys;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Tests.Configuration;

namespace Bansuri.Host.Tests.Reconciliation;

public sealed class PlannerTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tasks: [{name: a, command: x, timeout: 60s, environment: {B: 1, A: 2}}]", "a.yaml", """{"scripts": [{"environment": {"A": "2", "B": 1}, "timeout": "1m", "command": "x", "name": "a"}]}""", "a.json")]
    [InlineData("tasks: [{name: a, command: x}]", "a.yaml", "tasks:\n  a:\n    identification: {command: x}\n    scheduling: {scheduler: none, forever: false}\n    failure-control: {max_attempts: 1, success-codes: [0]}\n    logging: {stderr: $$combined}\n", "a.yaml")]
    [InlineData("tasks: [{name: a, command: x, with: {n: 5, t: [a, b]}}]", "a.yaml", "x-w: &w {t: ['a', 'b'], n: 5}\ntasks: [{name: a, command: x, with: *w}]", "a.yaml")]
    [InlineData("tasks: [{name: a, command: x}]", "a.yaml", "tasks: [{name: a, command: x, with: {}, environment: {}, tags: [], depends-on: []}]", "a.yaml")]
    [InlineData("tasks: [{name: a, command: x, success-codes: [0, 3, 10]}]", "a.yaml", "tasks: [{name: a, command: x, success-codes: [10, 3, 0, 3], fatal-codes: [127, 126]}]", "a.yaml")]
    [InlineData("tasks: [a, b]", "a.yaml", "[\"b\", \"a\"]", "a.json")]
    [InlineData("tasks: [{name: a, command: x, timer: 5m}]", "a.yaml", "name: a\ngeneral: {command: x}\nscheduling: {scheduler: timer, params: 'PT5M'}", "a.yaml")]
    [InlineData("tasks: [{name: a, command: x, cwd: /srv}]", "a.yaml", "tasks: [{name: a, command: x, cwd: /srv/}]", "a.yaml")]
    public void A_change_of_form_alone_is_an_empty_plan(string before, string beforeName, string after, string afterName)
    {
        var plan = Plan(before, after, beforeName, afterName);

        Assert.Empty(Lines(plan));
        Assert.True(plan.IsEmpty);
    }

    [Theory]
    [InlineData("timeout: 5s", "goes on running, counts from its next run; timeout: none -> '5s' (next)")]
    [InlineData("description: new", "goes on running; description: none -> 'new' (live)")]
    [InlineData("cwd: /srv", "finishes as it was, then runs once as edited; working-directory: 'ROOT' -> '/srv' (restart)")]
    [InlineData("cwd: /srv, on-change: 'signal:HUP'", "gets SIGHUP, counts from its next run; working-directory: 'ROOT' -> '/srv' (restart); on-change: 'auto' -> 'signal:SIGHUP' (live)")]
    [InlineData("enabled: false", "stops; enabled: 'true' -> 'false' (order)")]
    [InlineData("environment: {API_KEY: hush, LANG: C}", "finishes as it was, then runs once as edited; environment.API_KEY: none -> '***' (restart); environment.LANG: none -> 'C' (restart)")]
    [InlineData("forever: true", "goes on running; forever: 'false' -> 'true' (live)")]
    public void A_plan_says_who_restarts_and_why(string added, string expected)
    {
        var lines = Lines(Plan("tasks: [{name: a, command: x}]", $"tasks: [{{name: a, command: x, {added}}}]"));

        Assert.Equal(["~ a: " + expected], lines.Select(line => line.Replace(_folder.Path, "ROOT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "Active", "finishes as it was, then runs once as edited")]
    [InlineData("", "Delayed", "starts anew as edited")]
    [InlineData("", "Idle", "starts as edited")]
    [InlineData("", "Finished", "runs again as edited")]
    [InlineData("", "Suspended", "stays stopped, counts when it is started")]
    [InlineData("forever: true", "Active", "restarts")]
    [InlineData("forever: true", "Delayed", "starts anew as edited")]
    [InlineData("forever: true", "Finished", "runs again as edited")]
    [InlineData("schedule-cron: '@reboot'", "Active", "finishes as it was, then runs once as edited")]
    [InlineData("schedule-cron: '@reboot'", "Finished", "runs again as edited")]
    [InlineData("timer: 5m", "Active", "counts from its next run")]
    [InlineData("timer: 5m", "Idle", "counts from its next run")]
    [InlineData("timer: 5m, on-change: restart", "Active", "restarts")]
    [InlineData("timer: 5m, on-change: restart", "Idle", "counts from its next run")]
    [InlineData("forever: true, on-change: 'signal:HUP'", "Active", "gets SIGHUP, counts from its next run")]
    [InlineData("forever: true, on-change: 'signal:HUP'", "Delayed", "counts from its next run")]
    [InlineData("forever: true, on-change: manual", "Active", "goes on running until an operator restarts it")]
    [InlineData("forever: true, on-change: manual", "Finished", "counts when an operator starts it")]
    public void A_plan_knows_what_the_task_does_now(string keys, string presence, string expected)
    {
        var plan = Plan($"tasks: [{{name: a, command: x, {keys}}}]", $"tasks: [{{name: a, command: y, {keys}}}]");

        Assert.Equal([$"~ a: {expected}; command: 'x' -> 'y' (restart)"], PlanText.Lines(plan, _ => Enum.Parse<Presence>(presence)));
    }

    [Theory]
    [InlineData("description: new", "Idle", "goes on waiting; description: none -> 'new' (live)")]
    [InlineData("description: new", "Finished", "is not run again; description: none -> 'new' (live)")]
    [InlineData("description: new", "Suspended", "stays stopped, counts when it is started; description: none -> 'new' (live)")]
    [InlineData("times: 3", "Active", "goes on running; times: '1' -> '3' (live)")]
    [InlineData("times: unlimited", "Active", "goes on running; times: '1' -> 'unlimited' (live)")]
    [InlineData("forever: true", "Finished", "starts; forever: 'false' -> 'true' (live)")]
    [InlineData("timer: 5m", "Finished", "waits for its schedule; timer: none -> '5m' (live)")]
    public void A_live_change_is_told_by_what_the_task_does_now(string added, string presence, string expected)
    {
        var plan = Plan("tasks: [{name: a, command: x}]", $"tasks: [{{name: a, command: x, {added}}}]");

        Assert.Equal([$"~ a: {expected}"], PlanText.Lines(plan, _ => Enum.Parse<Presence>(presence)));
    }

    [Theory]
    [InlineData("forever: true, max-runs: 2", "forever: true, max-runs: 3", "Finished", "starts; max-runs: '2' -> '3' (live)")]
    [InlineData("timer: 1m, max-runs: 2", "timer: 1m", "Finished", "waits for its schedule; max-runs: '2' -> 'unlimited' (live)")]
    [InlineData("timer: 1m, max-runs: 2", "timer: 1m, max-runs: 1", "Finished", "is not run again; max-runs: '2' -> '1' (live)")]
    [InlineData("schedule-cron: '@reboot'", "schedule-cron: '@daily'", "Finished", "waits for its schedule; schedule-cron: '@reboot' -> '@daily' (live)")]
    [InlineData("schedule-cron: '@daily'", "forever: true", "Idle", "starts; forever: 'false' -> 'true' (live); schedule-cron: '@daily' -> none (live)")]
    [InlineData("enabled: false", "enabled: true", "Suspended", "starts; enabled: 'false' -> 'true' (order)")]
    [InlineData("enabled: false", "enabled: true", "Active", "goes on running; enabled: 'false' -> 'true' (order)")]
    public void An_edit_of_what_begins_runs_is_told_by_what_it_begins(string before, string after, string presence, string expected)
    {
        var plan = Plan($"tasks: [{{name: a, command: x, {before}}}]", $"tasks: [{{name: a, command: x, {after}}}]");

        Assert.Equal([$"~ a: {expected}"], PlanText.Lines(plan, _ => Enum.Parse<Presence>(presence)));
    }

    [Fact]
    public void Removals_come_first_then_changes_then_additions()
    {
        var plan = Plan(
            "tasks: [{name: stays, command: x}, {name: goes, command: y}, {name: changes, command: z}]",
            "tasks: [{name: comes, command: w}, {name: changes, command: zz, forever: true}, {name: stays, command: x}]");

        Assert.Equal(["- goes: stops, and is removed", "~ changes: restarts; command: 'z' -> 'zz' (restart); forever: 'false' -> 'true' (live)", "+ comes: is added"], Lines(plan));
        Assert.Equal("stays", Assert.Single(plan.Unchanged).Name);
    }

    [Fact]
    public void A_rename_is_a_removal_and_an_addition_and_said_so() =>
        Assert.Equal(
            ["- old: stops, and is removed (renamed to new)", "+ new: is added (renamed from old)"],
            Lines(Plan("tasks: [{name: old, command: x, times: 3}]", "tasks: [{name: new, command: x, max-attempts: '3'}]")));

    [Fact]
    public void Removing_the_first_text_leaves_the_others_alone()
    {
        var plan = Plan("tasks: [a, b, c]", "tasks: [b, c]");

        Assert.Equal("Script1", Assert.Single(plan.Removed).Name);
        Assert.Equal(["Script2", "Script3"], plan.Unchanged.Select(spec => spec.Name));
        Assert.True(plan.Changed.IsEmpty && plan.Added.IsEmpty);
    }

    [Theory]
    [InlineData("[a, a, a]", "[a, a]", "Script3", "")]
    [InlineData("[a, b]", "[b, c]", "Script1", "Script3")]
    [InlineData("[a, b]", "[b, a, a]", "", "Script3")]
    [InlineData("[a, a, 'a#2']", "[a, 'a#2', 'a#2']", "Script2", "Script4")]
    public void Equal_texts_are_told_apart_by_their_count(string before, string after, string removed, string added)
    {
        var plan = Plan($"tasks: {before}", $"tasks: {after}");

        Assert.Equal((removed, added), (string.Join(' ', plan.Removed.Select(spec => spec.Name)), string.Join(' ', plan.Added.Select(spec => spec.Name))));
    }

    [Fact]
    public void A_number_that_is_free_again_is_not_given_to_another_text()
    {
        _folder.Scripts = _folder.Read("tasks: [a, b]").Scripts;
        _folder.Scripts = _folder.Read("tasks: [a]").Scripts;

        Assert.Equal(["Script3", "Script2"], _folder.Read("tasks: [c, b]").Tasks.Select(task => task.Name));
    }

    [Fact]
    public void Another_generation_of_the_plugin_is_a_restart()
    {
        var config = _folder.Read("tasks: [a]");
        var change = Assert.Single(Planner.Plan(DesiredState.From(config, 1, _ => "shell@1"), DesiredState.From(config, 1, _ => "shell@2")).Changed);

        Assert.True(change is { NeedsRestart: true, IsPluginOnly: true });
    }

    [Fact]
    public void Other_content_of_an_environment_file_counts_from_the_next_run()
    {
        _folder.Write("a.env", "A=1");
        var before = _folder.Read("tasks: [{name: a, command: x, environment-file: a.env}]");
        _folder.Write("a.env", "A=2");
        var after = _folder.Read("tasks: [{name: a, command: x, environment-file: a.env}]");

        var change = Assert.Single(Planner.Plan(State(before), State(after)).Changed);

        Assert.Equal(ChangeClass.Next, Assert.Single(change.Fields).Class);
    }

    [Fact]
    public void Settings_of_the_host_are_part_of_the_plan() =>
        Assert.Equal(
            ["~ host.check-interval: '30s' -> '5s' (live)", "~ host.state-directory: none -> '/var/x' (restart), counts when the host starts next"],
            Lines(Plan("tasks: [a]", "host: {state_directory: /var/x, check-interval: 5}\ntasks: [a]")));

    [Fact]
    public void An_empty_task_set_waits_for_one_more_interval_or_a_confirmation()
    {
        var interval = TimeSpan.FromSeconds(30);
        GuardQuestion At(int seconds, string hash = "h", bool confirmed = false) => new(Removes: true, hash, confirmed, interval, TimeSpan.FromSeconds(seconds));
        var (first, guard) = new ReloadGuard().Judge(At(0));
        var (early, held) = guard.Judge(At(29));
        var (other, reset) = held.Judge(At(29, "other"));

        Assert.False(first || early || other);
        Assert.True(held.Judge(At(30)).Apply);
        Assert.False(reset.Judge(At(58, "other")).Apply);
        Assert.True(guard.Judge(At(1, confirmed: true)).Apply);
        Assert.True(guard.Judge(At(1) with { Removes = false }).Apply);
        Assert.True(new ReloadGuard().Judge(At(0) with { Interval = TimeSpan.Zero }).Apply);
    }

    [Fact]
    public void An_empty_task_set_waits_by_the_interval_in_force_not_by_its_own()
    {
        var old = State(_folder.Read("host: {check-interval: 1s}\ntasks: [a]", "a.yaml"));
        var next = State(_folder.Read("tasks: []", "a.yaml"));

        Assert.Equal(TimeSpan.FromSeconds(1), GuardQuestion.For(old, next, "h", isConfirmed: false, TimeSpan.Zero).Interval);
    }

    [Fact]
    public void Each_distinct_content_takes_the_next_number()
    {
        var (first, counter) = new RevisionCounter().Number("a");
        counter = counter.Apply(first);
        var (second, rejected) = counter.Number("broken");
        var (again, same) = rejected.Number("broken");
        var (third, _) = same.Number("c");

        Assert.Equal((1, 2, 2, 3, 1), (first, second, again, third, same.Applied));
    }

    private static DesiredState State(Host.Configuration.HostConfig config) => DesiredState.From(config, 1, type => type + "@1");

    private Plan Plan(string before, string after, string beforeName = "a.yaml", string afterName = "a.yaml")
    {
        var first = _folder.Read(before, beforeName);
        _folder.Scripts = first.Scripts;
        return Planner.Plan(State(first), State(_folder.Read(after, afterName)));
    }

    // As if all of them were running.
    private static IEnumerable<string> Lines(Plan plan) => PlanText.Lines(plan, _ => Presence.Active);
}
