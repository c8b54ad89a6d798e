using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Rendering;

/// <summary>A task type for whoever writes an entry of it, or has just built it.</summary>
internal static class TaskTypeText
{
    public static void Write(TaskTypeDocument type, TextWriter output)
    {
        var facts = new TextTable(type.Type, type.Description ?? "");
        facts.Add("  assembly", type.Assembly);
        facts.Add("  version", type.Version);
        facts.Add("  generation", $"{type.Generation} (generation {type.Number})");
        facts.Add("  hash", type.Hash);
        facts.Add("  tasks", type.Tasks.IsEmpty ? "-" : string.Join(", ", type.Tasks));
        facts.Add("  command", type.RequiresCommand ? "required" : "optional");
        facts.Write(output);
        output.WriteLine();
        switch (type.Options)
        {
            case null:
                output.WriteLine("The type reads 'with' by itself, whatever it holds.");
                break;
            case { IsEmpty: true }:
                output.WriteLine("It has no options.");
                break;
            case { } options:
                WriteOptions(options, output);
                break;
        }
    }

    private static void WriteOptions(IEnumerable<OptionDocument> options, TextWriter output)
    {
        var table = new TextTable("WITH", "DEFAULT", "WHAT", "MAY BE");
        foreach (var option in options)
        {
            table.Add(option.Name, option.Required ? "required" : option.Default ?? "-", option.Description ?? "-", option.Allowed);
        }

        table.Write(output);
    }
}
