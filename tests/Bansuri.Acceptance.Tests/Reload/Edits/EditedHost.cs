using System.Globalization;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>A running host, seen over its socket, and the files that it reads.</summary>
internal sealed class EditedHost(Sandbox sandbox, RunningHost host, ControlClient control) : IDisposable
{
    public const string File = "bansuri.conf";

    private const string Variables = "vars.env";

    public static async Task<EditedHost> StartAsync(Sandbox sandbox, (string First, string Second) texts, int environment)
    {
        Save(sandbox, texts, environment);
        var host = await sandbox.HostAsync(File);
        var socket = Directory.EnumerateFiles(sandbox.In("run"), "*.sock", SearchOption.AllDirectories).Single();
        return new EditedHost(sandbox, host, new ControlClient(socket));
    }

    public string Log => host.Log;

    public void Save((string First, string Second) texts, int environment) => Save(sandbox, texts, environment);

    public void SaveBytes(byte[]? bytes)
    {
        System.IO.File.Delete(sandbox.In(File));
        if (bytes is not null)
        {
            System.IO.File.WriteAllBytes(sandbox.In(File), bytes);
        }
    }

    public Task<ReloadView> PlanAsync() => control.GetAsync<ReloadView>("v1/plan");

    public Task<ReloadView> ReloadAsync() => control.PostAsync<ReloadView>("v1/reload");

    public async Task<ConfigPart> ConfigAsync() => (await control.GetAsync<HostPart>("v1/host")).Config;

    public Task<IReadOnlyList<TaskView>> TasksAsync() => control.GetAsync<IReadOnlyList<TaskView>>("v1/tasks");

    public Task OrderAsync(string task, string order) => control.PostAsync<object>($"v1/tasks/{task}/{order}?wait=false");

    /// <summary>Whether the task that counts hangups can do so by now.</summary>
    public bool CanHangUp(string task, int? pid) => pid is { } number && sandbox.Read($"up.{task}").Trim() == number.ToString(CultureInfo.InvariantCulture);

    public int Hangups(string task) => sandbox.Lines($"hup.{task}").Length;

    public void Dispose() => control.Dispose();

    // The file that includes the other comes last; nobody reads either before it is told to.
    private static void Save(Sandbox sandbox, (string First, string Second) texts, int environment)
    {
        sandbox.Write(Variables, $"VERSION={environment}\n");
        sandbox.Write(Writer.Second, texts.Second);
        sandbox.Write(File, texts.First);
    }
}
