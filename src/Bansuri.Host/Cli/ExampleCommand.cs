using System.Collections.Immutable;
using System.CommandLine;

namespace Bansuri.Host.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand(string name, string description, params ImmutableArray<string> examples) : Command(name, description)
{
    public ImmutableArray<string> Examples => examples;
}
