using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Tests.Plugins;

/// <summary>A catalog over a folder of its own, and the built test plugins to put into it.</summary>
internal sealed class PluginRig : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bansuri-plugins-").FullName;

    public PluginRig(TimeProvider? time = null)
    {
        Directory.CreateDirectory(Folder);
        Catalog = new PluginCatalog(new PluginSettings([Folder, OtherFolder], Copies, type => InUse.Contains(type)), time ?? TimeProvider.System, Log);
    }

    public string Folder => Path.Combine(_root, "plugins");

    /// <summary>The second of the configured folders; does not exist at first.</summary>
    public string OtherFolder => Path.Combine(_root, "more");

    public string Copies => Path.Combine(_root, "copies");

    public HashSet<string> InUse { get; } = [];

    public RecordedLog Log { get; } = new();

    public PluginCatalog Catalog { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Where the build put a project of this name.</summary>
    public static string BuiltAt(string name) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    public string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>Copies a built plugin into its folder.</summary>
    public string Put(string name, string? folder = null)
    {
        var target = Path.Combine(folder ?? Folder, name);
        foreach (var file in Directory.GetFiles(BuiltAt(name), "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(target, Path.GetRelativePath(BuiltAt(name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path, overwrite: true);
        }

        return target;
    }

    /// <summary>Replaces a text constant of an assembly by one of the same length: other code, without another build.</summary>
    public static void Patch(string file, string text, string by, Encoding? encoding = null)
    {
        encoding ??= Encoding.Unicode;
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(encoding.GetBytes(text));
        Assert.True(at >= 0 && text.Length == by.Length);
        encoding.GetBytes(by).CopyTo(bytes, at);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Scans until the folders have settled.</summary>
    public Task<PluginScan> ScanAsync() => Catalog.SettleAsync(Cancelled);

    public TaskInstance Make(string type, string? command = null, Dictionary<string, object?>? with = null) =>
        Catalog.Create(type, Config(type, command, with)) ?? throw new InvalidOperationException($"no type '{type}'");

    public static TaskConfig Config(string type, string? command = null, Dictionary<string, object?>? with = null)
    {
        var entry = new Dictionary<string, object?> { ["name"] = "task", ["type"] = type };
        if (command is not null)
        {
            entry["command"] = command;
        }

        if (with is not null)
        {
            entry["with"] = with;
        }

        return TaskConfig.FromDictionary(entry);
    }

    /// <summary>One whole attempt of a type.</summary>
    public async Task<(PluginOutcome Outcome, string Output)> RunAsync(string type, Dictionary<string, object?>? with = null)
    {
        using var instance = Make(type, with: with);
        var output = new RecordedOutput();
        return (await instance.RunAsync(Context(output), Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled), output.ToString());
    }

    public static TaskContext Context(RecordedOutput? output = null) => new()
    {
        RunId = "run",
        Attempt = 1,
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        WorkingDirectory = "/",
        Output = output ?? new RecordedOutput(),
        Log = output ?? new RecordedOutput(),
        Processes = new NoProcesses(),
        Progress = new Progress<TaskProgress>(),
    };

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    internal sealed class RecordedOutput : ITaskOutput, ITaskLog
    {
        private readonly StringBuilder _text = new();

        public void WriteLine(string line)
        {
            lock (_text)
            {
                _text.AppendLine(line);
            }
        }

        public void WriteErrorLine(string line) => WriteLine("error: " + line);

        public void Information(string message) => WriteLine("information: " + message);

        public void Warning(string message) => WriteLine("warning: " + message);

        public override string ToString()
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    internal sealed class RecordedLog : ILogger<PluginCatalog>
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add($"{logLevel}: {formatter(state, exception)}");
            }
        }
    }

    private sealed class NoProcesses : ITaskProcesses
    {
        public Task<int> RunAsync(ProcessSpec spec, CancellationToken stopping) => throw new NotSupportedException();
    }
}
