namespace Bansuri.Abstractions;

/// <summary>Output of a task whose code runs inside the host: it is captured and shown like that of a process. Thread-safe.</summary>
public interface ITaskOutput
{
    /// <summary>Writes a line of standard output; the newline is added.</summary>
    /// <param name="line">The text, which may be empty.</param>
    void WriteLine(string line);

    /// <summary>Writes a line of standard error; the newline is added.</summary>
    /// <param name="line">The text, which may be empty.</param>
    void WriteErrorLine(string line);
}
