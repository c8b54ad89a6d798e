namespace Bansuri.Host.Output;

/// <summary>A captured file and those rotated away, as they were at one moment, though they grow and change their names while they are read.</summary>
/// <param name="file">Whose past it is.</param>
/// <param name="current">What was written to at that moment; null = there was none.</param>
/// <param name="rotations">How often it had been rotated by then.</param>
internal sealed class CapturedPast(CapturedFile file, FileStream? current, int rotations) : IDisposable
{
    /// <summary>How much of the current file counts.</summary>
    public long Length { get; } = current?.Length ?? 0;

    /// <param name="age">0 = the current one, which may be read once; 1 = what was rotated away last.</param>
    public FileStream? Open(int age) => age == 0 ? current : file.OpenRotated(age, rotations, LogPast.Patience);

    public void Dispose() => current?.Dispose();
}
