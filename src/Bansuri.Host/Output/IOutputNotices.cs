namespace Bansuri.Host.Output;

/// <summary>Who tells the operator that a captured file cannot be written, once when it begins and once when it is over, or not rotated.</summary>
internal interface IOutputNotices
{
    /// <param name="task">Whose output it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="error">What the system says, such as <c>No space left on device</c>.</param>
    void WriteFailed(string task, string path, string error);

    /// <param name="task">Whose output it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="dropped">Bytes that the task has lost since it was started, all reasons together.</param>
    void WriteResumed(string task, string path, long dropped);

    /// <summary>Once, until a rotation has gone well again: the file grows beyond its size, and nothing is lost.</summary>
    /// <param name="task">Whose output it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="error">What the system says.</param>
    void RotationFailed(string task, string path, string error);
}
