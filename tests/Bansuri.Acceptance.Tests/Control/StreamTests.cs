namespace Bansuri.Acceptance.Tests.Control;

/// <summary>What commands write, among what others write.</summary>
[Collection(nameof(OnlyHost))]
public sealed class StreamTests : AcceptanceTest
{
    [Fact]
    public async Task A_result_stays_where_it_was_written_in_a_file_that_others_write_to()
    {
        await using var shell = new Shell(Sandbox);

        await shell.RunAsync("{ echo before; bansuri version; echo after; } >shared");

        Assert.Matches(@"\Abefore\n.*\d+\.\d+\.\d+.*\nafter\n\z", Sandbox.Read("shared"));
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_the_command_silently()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { talker: { command: 'while :; do echo line; sleep 0.01; done', forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [talker] line");
        await using var shell = new Shell(Sandbox);

        var (_, output) = await shell.RunAsync("bansuri logs talker -f | head -n 1");

        Assert.Equal("line", output.Trim());
    }
}
