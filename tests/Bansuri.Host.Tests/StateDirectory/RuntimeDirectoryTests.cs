using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.Instances;
using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.Tests.StateDirectory;

public sealed class RuntimeDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    private RuntimePlaces Places => new(_folder["session"], _folder["tmp"], FileFacts.EffectiveUser);

    private string Usual => Path.Combine(_folder["tmp"], $"bansuri-{FileFacts.EffectiveUser}");

    public RuntimeDirectoryTests() => Directory.CreateDirectory(_folder["tmp"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outside_a_job_it_lies_in_the_session_directory()
    {
        Directory.CreateDirectory(_folder["session"]);

        Assert.Equal(Path.Combine(_folder["session"], "bansuri"), Places.Open(inJob: false));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_folder["session"], "bansuri")));
    }

    [Fact]
    public void In_a_job_or_without_a_session_it_lies_in_tmp()
    {
        Assert.Equal(Usual, Places.Open(inJob: false));
        Directory.CreateDirectory(_folder["session"]);
        Assert.Equal(Usual, Places.Open(inJob: true));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Usual));
    }

    [Fact]
    public void A_session_directory_whose_path_is_too_long_for_a_socket_is_passed_over()
    {
        var places = Places with { Session = Directory.CreateDirectory(_folder[new string('x', 80)]).FullName };

        Assert.Equal(Usual, places.Open(inJob: false));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("file")]
    [InlineData("open to others")]
    [InlineData("of another user")]
    public void A_name_that_somebody_else_was_quicker_to_take_is_not_used(string trap)
    {
        var places = trap == "of another user" ? Places with { User = FileFacts.EffectiveUser + 1 } : Places;
        switch (trap)
        {
            case "link":
                File.CreateSymbolicLink(Usual, Directory.CreateDirectory(_folder["elsewhere"], OwnerOnly).FullName);
                break;
            case "file":
                File.WriteAllText(Usual, "");
                break;
            case "open to others":
                Directory.CreateDirectory(Usual, OwnerOnly);
                File.SetUnixFileMode(Usual, OwnerOnly | UnixFileMode.OtherRead);
                break;
            default:
                // Everything here is ours, so nothing is that other user's.
                Assert.Throws<IOException>(() => places.Open(inJob: true));
                return;
        }

        var opened = places.Open(inJob: true);

        Assert.StartsWith(Usual + "-", opened, StringComparison.Ordinal);
        Assert.Contains(opened, places.Existing());
        Assert.DoesNotContain(Usual, places.Existing());
    }

    [Fact]
    public void An_instance_is_found_while_its_process_runs()
    {
        var runtime = Places.Open(inJob: true);
        Directory.CreateDirectory(Path.Combine(InstanceFolder.PathOf(runtime), "plugins"));
        using (var folder = InstanceFolder.Create(runtime, Describe))
        {
            var found = Assert.Single(InstanceList.Read(Places));
            Assert.Equal(("/data/bansuri.yaml", Environment.ProcessId), (found.Config, found.Pid));
            Assert.Equal(folder.Socket, found.Socket);
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "INSTANCE.json")));
        }

        Assert.Empty(InstanceList.Read(Places));
        Assert.Empty(Directory.GetDirectories(runtime));
    }

    [Fact]
    public void What_a_dead_host_left_is_removed_and_a_foreign_folder_is_not()
    {
        var runtime = Places.Open(inJob: true);
        var dead = Directory.CreateDirectory(Path.Combine(runtime, "1-1", "plugins")).Parent!;
        Directory.CreateDirectory(Path.Combine(runtime, "notes"));

        using var folder = InstanceFolder.Create(runtime, Describe);

        Assert.False(Directory.Exists(dead.FullName));
        Assert.True(Directory.Exists(Path.Combine(runtime, "notes")));
    }

    [Fact]
    public void A_folder_that_a_cleaner_took_is_made_again()
    {
        var runtime = Places.Open(inJob: true);
        using var folder = InstanceFolder.Create(runtime, Describe);
        Directory.Delete(runtime, recursive: true);

        folder.Ensure();

        Assert.Single(InstanceList.Read(Places));
    }

    [Fact]
    public void A_state_directory_that_cannot_be_written_is_said_so_plainly()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.Null(StateFolder.Prepare(_folder["state"]));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder["state"]));
        Assert.StartsWith($"cannot write to the state directory '{_folder["file"]}/state': ", StateFolder.Prepare(Path.Combine(_folder["file"], "state")), StringComparison.Ordinal);
        Assert.Equal("cannot write to the state directory '/proc/bansuri': No such file or directory", StateFolder.Prepare("/proc/bansuri"));
    }

    private static Instance Describe(ProcessStamp process, string socket) => new()
    {
        Config = "/data/bansuri.yaml",
        StateDirectory = "/data/.bansuri",
        Socket = socket,
        Pid = process.Pid,
        StartTime = process.StartTime,
        PidNamespace = NodeIdentity.Read().PidNamespace,
        StartedAt = DateTimeOffset.UnixEpoch,
        Version = "1.0.0",
    };
}
