using System.Collections.Immutable;

namespace Bansuri.Host.Tests.Cli;

/// <summary>The program would have become another one.</summary>
internal sealed class BecameException(ImmutableArray<string> command) : Exception(string.Join(' ', command))
{
    public ImmutableArray<string> Command => command;
}
