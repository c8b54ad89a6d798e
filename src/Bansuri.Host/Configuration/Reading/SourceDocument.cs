namespace Bansuri.Host.Configuration.Reading;

/// <summary>One file of the configuration.</summary>
/// <param name="File">Its absolute path.</param>
/// <param name="Parts">What it says.</param>
/// <param name="Parent">The file that includes it; null for the root.</param>
internal sealed record SourceDocument(string File, RootParts Parts, SourceDocument? Parent)
{
    /// <summary>The folder that its paths count from.</summary>
    public string Folder { get; } = Path.GetDirectoryName(File)!; // a file has a folder
}
