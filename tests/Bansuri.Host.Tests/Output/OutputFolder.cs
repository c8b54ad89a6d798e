using System.Text;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Output;

/// <summary>A task's output in a temporary folder, with everything around it recorded.</summary>
internal sealed class OutputFolder : IAsyncDisposable, IHostLogOutput, IHostLogLines, IOutputNotices
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public OutputFolder(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Services = new OutputServices(new CapturedFiles(Clock), this, this, Clock);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("bansuri-output-").FullName;

    public TimeProvider Clock { get; }

    public OutputServices Services { get; }

    public List<string> Shown { get; } = [];

    public List<string> Notices { get; } = [];

    /// <summary>The names of the threads that have shown the lines.</summary>
    public List<string?> Threads { get; } = [];

    public OutputSettings Settings => new() { Task = "task", LogDirectory = System.IO.Path.Combine(Path, "logs") };

    public string Log => Settings.StdoutPath;

    public string Logged => File.ReadAllText(Log, Encoding.Latin1);

    public TaskOutput Open(Func<OutputSettings, OutputSettings>? change = null) => new(change?.Invoke(Settings) ?? Settings, Services);

    /// <summary>All bytes of the captured file and its rotations, oldest first.</summary>
    public byte[] Everything() => [.. Rotation.Files(Log).SelectMany(File.ReadAllBytes)];

    public static Task Flushed(TaskOutput output) => output.FlushAsync(new CancellationTokenSource(Limit).Token);

    public static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    IHostLogLines IHostLogOutput.Open(string task) => this;

    void IHostLogLines.Line(OutputMark mark, ReadOnlySpan<byte> line, LinePart part)
    {
        lock (Shown)
        {
            Threads.Add(Thread.CurrentThread.Name);
            Shown.Add($"{(mark.Stream.Origin.Kind == OutputKind.Stderr ? "ERR" : "OUT")} {Encoding.UTF8.GetString(line)}");
        }
    }

    ValueTask IHostLogLines.FlushAsync() => ValueTask.CompletedTask;

    void IOutputNotices.WriteFailed(string task, string path, string error) => Note($"{task}: {System.IO.Path.GetFileName(path)}: {error}");

    void IOutputNotices.WriteResumed(string task, string path, long dropped) => Note($"{task}: resumed, {dropped} bytes dropped");

    void IOutputNotices.RotationFailed(string task, string path, string error) => Note($"{task}: {System.IO.Path.GetFileName(path)} not rotated: {error}");

    private void Note(string text)
    {
        lock (Notices)
        {
            Notices.Add(text);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
