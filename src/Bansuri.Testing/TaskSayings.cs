using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Testing;

/// <summary>What a task has said so far. Each property is a copy of that moment. Thread-safe.</summary>
public sealed class TaskSayings : ITaskOutput, ITaskLog, IProgress<TaskProgress>
{
    private ImmutableList<string> _output = [];
    private ImmutableList<string> _errors = [];
    private ImmutableList<string> _log = [];
    private ImmutableList<TaskProgress> _progress = [];

    /// <summary>Lines of standard output.</summary>
    public IReadOnlyList<string> Output => Volatile.Read(ref _output);

    /// <summary>Lines of standard error.</summary>
    public IReadOnlyList<string> Errors => Volatile.Read(ref _errors);

    /// <summary>Messages for the host's log; warnings begin with <c>warning: </c>.</summary>
    public IReadOnlyList<string> Log => Volatile.Read(ref _log);

    /// <summary>Reports of progress, the last one last.</summary>
    public IReadOnlyList<TaskProgress> Progress => Volatile.Read(ref _progress);

    void ITaskOutput.WriteLine(string line) => Add(ref _output, line);

    void ITaskOutput.WriteErrorLine(string line) => Add(ref _errors, line);

    void ITaskLog.Information(string message) => Add(ref _log, message);

    void ITaskLog.Warning(string message) => Add(ref _log, $"warning: {message}");

    void IProgress<TaskProgress>.Report(TaskProgress value) => Add(ref _progress, value);

    private static void Add<T>(ref ImmutableList<T> list, T item) => ImmutableInterlocked.Update(ref list, (all, each) => all.Add(each), item);
}
