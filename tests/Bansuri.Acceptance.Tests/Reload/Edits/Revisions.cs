namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>Each distinct content takes the next number, applied or not; a change of form alone takes none.</summary>
internal sealed class Revisions
{
    private string _numbered = "";
    private int _last;

    public int Applied { get; private set; }

    public int Reject(string content) => Number(content);

    public void Apply(string content) => Applied = Number(content);

    private int Number(string content)
    {
        _last += content == _numbered ? 0 : 1;
        _numbered = content;
        return _last;
    }
}
