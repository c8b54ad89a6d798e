using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary>What came of a reload, or what would come of it.</summary>
internal sealed record ReloadDocument
{
    public const string Applied = "applied";
    public const string Unchanged = "unchanged";
    public const string Rejected = "rejected";

    /// <summary>One of the three words above.</summary>
    public required string Outcome { get; init; }

    /// <summary>The revision that is in force now.</summary>
    public required int Revision { get; init; }

    /// <summary>SHA-256 of all files that were read, in hexadecimal; empty while none were.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>One line, such as <c>config revision 7 rejected (3 errors), still running revision 6</c>.</summary>
    public required string Message { get; init; }

    /// <summary>One line for each task that changes: what, why.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    public ImmutableArray<ConfigErrorDocument> Errors { get; init; } = [];

    /// <summary>Errors and warnings as <c>validate</c> prints them; empty when there are none.</summary>
    public string Diagnostics { get; init; } = "";
}
