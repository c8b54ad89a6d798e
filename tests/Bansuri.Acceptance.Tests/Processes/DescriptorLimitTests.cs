using System.Net.Sockets;

namespace Bansuri.Acceptance.Tests.Processes;

/// <summary>What happens when nearly all files that a process may have open are (<c>ulimit -n</c>).</summary>
public sealed class DescriptorLimitTests : AcceptanceTest
{
    [Fact]
    public async Task Clients_leave_their_host_the_descriptors_that_it_needs_itself()
    {
        Needs.Command("prlimit");
        Sandbox.Write("bansuri.yaml", "tasks: { idle: { command: sleep 1000, forever: true } }\n");
        var host = await Sandbox.HostByAsync(["prlimit", "--nofile=400:400"], "bansuri.yaml");
        await host.PidOfAsync("idle");

        var clients = Connect(500);
        await host.UntilLoggedAsync("nearly all descriptors are in use (ulimit -n), clients wait");
        Sandbox.Write("bansuri.yaml", "tasks: { idle: { command: sleep 1000, forever: true }, late: { command: sleep 1000, forever: true } }\n");
        await host.UntilLoggedAsync("late: attempt 1 failed (pipe for stdout: Too many open files)");
        clients.ForEach(client => client.Dispose());
        await host.UntilStateAsync("late", "running");

        clients = Connect(500);
        await Wait.UntilAsync(() => Directory.GetFiles($"/proc/{host.Pid}/fd").Length > 340, () => host.Log);
        (await host.ShutDownAsync()).Expect(0);
        clients.ForEach(client => client.Dispose());
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task Files_for_output_leave_their_host_the_descriptors_that_it_needs_itself()
    {
        Needs.Command("prlimit");
        Sandbox.Write("bansuri.yaml", $"tasks:\n{string.Concat(Enumerable.Range(0, 120).Select(i => $"  quiet{i}: {{ command: 'while ! test -e speak; do sleep 1; done; echo now; exec sleep 1000', forever: true }}\n"))}");
        var host = await Sandbox.HostByAsync(["prlimit", "--nofile=400:400"], "bansuri.yaml");
        await host.UntilLoggedAsync("Too many open files");

        Sandbox.Write("speak", "");
        await host.UntilLoggedAsync(".log cannot be written: Too many open files");
        (await host.CommandAsync("status")).Expect(0);
        (await host.ShutDownAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task Where_a_process_may_have_hardly_a_file_open_a_host_does_not_start_and_says_why()
    {
        Needs.Command("prlimit");
        Sandbox.Write("bansuri.yaml", "tasks: { idle: { command: sleep 1000, forever: true } }\n");

        var end = (await Sandbox.StartBy(["prlimit", "--nofile=100:100"], "bansuri.yaml").EndAsync()).Expect(2);

        Assert.Contains("error: a process may have 100 open files here (ulimit -n), and a host needs at least 320; raise the limit", end.All, StringComparison.Ordinal);
    }

    private List<Socket> Connect(int count)
    {
        var path = Assert.Single(Directory.GetFiles(Sandbox.In("run"), "control.sock", SearchOption.AllDirectories));
        var clients = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            clients.Add(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
            clients[i].Connect(new UnixDomainSocketEndPoint(path));
        }

        return clients;
    }
}
