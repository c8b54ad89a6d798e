namespace Bansuri.Host.Reconciliation;

/// <summary>
/// The numbers of what was read: each distinct content takes the next one, applied or not, and a change of form alone takes none.
/// Immutable.
/// </summary>
/// <param name="Last">The highest number given.</param>
/// <param name="Applied">The number of what is in force; 0 before anything is.</param>
/// <param name="LastHash">The content that has the highest number.</param>
internal sealed record RevisionCounter(int Last = 0, int Applied = 0, string? LastHash = null)
{
    /// <summary>The number of a content. Reading the same again gives the same.</summary>
    public (int Number, RevisionCounter Next) Number(string contentHash) =>
        contentHash == LastHash ? (Last, this) : (Last + 1, this with { Last = Last + 1, LastHash = contentHash });

    /// <summary>A content with a number is in force.</summary>
    public RevisionCounter Apply(int number) => this with { Applied = number };
}
