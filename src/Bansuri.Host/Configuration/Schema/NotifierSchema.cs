using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration.Reading;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The schema of a notifier. Of the types only <c>command</c> is known; what others take is theirs.</summary>
internal static class NotifierSchema
{
    public const string CommandHelp = "a program and its arguments, which gets each message on its standard input; no shell, a text is split into words as a shell does";

    public static JsonObject Notifier()
    {
        var types = new JsonObject { ["anyOf"] = new JsonArray(SchemaNodes.OneOf(NotifierEntry.CommandType), SchemaNodes.Shape(JsonShape.Text)) };
        var notifier = SchemaNodes.Mapping(new JsonObject
        {
            ["type"] = SchemaNodes.Described("the notifier type, such as command", types),
            ["with"] = new JsonObject { ["description"] = "the notifier type's own options", ["type"] = SchemaNodes.Words("object", "null") },
        });
        notifier["required"] = SchemaNodes.Words("type");
        notifier["if"] = SchemaNodes.Has("type", new JsonObject { ["const"] = NotifierEntry.CommandType });
        notifier["then"] = SchemaNodes.Has("with", With());
        return notifier;
    }

    public static JsonObject Command() => OrNull.Of(SchemaNodes.Shape(IdentificationKeys.Command.Shape));

    private static JsonObject With()
    {
        var with = SchemaNodes.Mapping(new JsonObject
        {
            ["command"] = SchemaNodes.Described(CommandHelp, SchemaNodes.Shape(IdentificationKeys.Command.Shape)),
            ["timeout"] = SchemaNodes.Described("the longest that the command may take", OrNull.Of(SchemaNodes.Shape(NotifierReader.Timeout.Shape))),
        });
        with["required"] = SchemaNodes.Words("command");
        return SchemaNodes.Described("the options of the type 'command'", with);
    }
}
