using System.Text.Json;
using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration;
using Bansuri.Host.Tests.Configuration.Forms;

namespace Bansuri.Host.Tests.Configuration.Fuzz;

/// <summary>Documents that are nearly right: keys and values of the table, in places and kinds that they are not for.</summary>
public sealed class GrammarTests : IDisposable
{
    private static readonly string[] Roots = ["tasks", "scripts", "defaults", "include", "host", "notifiers", "notify-command", "notify_command", "version", "x-free", "command", "name"];

    private static readonly string[] Keys =
        [.. KeyTable.Spellings, .. Sections.Names, "general", "scheduler", "params", "restart-params", "enabled", "mode", "after-threshold", "handler", "handler-config", "after", "task", "condition", "type", "with", "tcp", "exec", "http", "log", "file", "period", "signal", "before", "<<", "", "x-a", "tmeout"];

    private static readonly string[] HostKeyNames = [.. HostKeys.Rows.All.SelectMany(key => key.Name.Split('.'))];

    private static readonly string[] Odd =
    [
        "null", "\"\"", "\" \"", "0", "-1", "1e999", "-0.0", "99999999999999999999", "\"\\u0663s\"", "\"PT\\u0663S\"", "\"\\u0663G\"", "\"\\u0663:00:00\"", "\"a\\n\"", "\"a\\u0000b\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[[]]", "[null]", "[{}]",
        "\"${\"", "\"${A:?no}\"", "\"${A:-${B:?}}\"", "\"$\"", "\"none\"", "\"unlimited\"", "\"~\"", "\"~/x\"", "\"..\"", "\"*\"", "\"**/*.yaml\"", "\"/\"", "\"task-0\"", "\"signal:\"", "\"signal:99\"", "\"RTMIN+99\"", "\"America\"", "\"../UTC\"",
        "\"* * * * *\"", "\"61 * * * *\"", "\"@every\"", "\"@every 0\"", "\"CRON_TZ=Nowhere * * * * *\"", "\"0 0 30 2 *\"", "\"H(9-1) * * * *\"", "\"0-\"", "\"(\"", "\"(a)\\\\1\"", "\"http://\"", "\":80\"", "\"1970-01-01\"", "\"P\"", "\"1.5\"", "\".5s\"", "\"5 G\"", "\"9E9\"",
    ];

    private readonly FuzzFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_document_of_known_words_has_an_answer(int seed)
    {
        var dice = new Random(seed);
        for (var round = 0; round < 300 * FuzzFolder.Effort; round++)
        {
            var root = Root(dice);
            if (root is JsonObject mapping && dice.Next(2) == 0)
            {
                _folder.Load(new FormYaml(dice).Write(mapping), "any.yaml");
            }
            else
            {
                _folder.Load(root?.ToJsonString() ?? "null", "any.json");
            }
        }
    }

    /// <summary>Each key with each odd value, alone: what one of them does is not hidden by the others.</summary>
    [Theory]
    [InlineData("task")]
    [InlineData("defaults")]
    [InlineData("host")]
    public void Each_key_has_an_answer_to_each_odd_value(string place)
    {
        var values = Odd.Select(value => JsonNode.Parse(value, null, new JsonDocumentOptions())).ToList();
        foreach (var key in place == "host" ? HostKeys.Rows.All : KeyTable.All)
        {
            foreach (var value in values)
            {
                JsonObject entry = new() { [key.Name.Split('.')[^1]] = value?.DeepClone() };
                JsonObject task = new() { ["name"] = "a", ["command"] = "x" };
                var root = place switch
                {
                    "host" => new JsonObject { ["tasks"] = new JsonArray(), ["host"] = key.Name.Contains('.') ? new JsonObject { [key.Name.Split('.')[0]] = entry } : entry },
                    "defaults" => new JsonObject { ["tasks"] = new JsonArray(task), ["defaults"] = entry },
                    _ => new JsonObject { ["tasks"] = new JsonArray(new JsonObject([.. task.Where(pair => pair.Key != key.Name).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())), .. entry.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))])) },
                };
                _folder.Load(root.ToJsonString(), "any.json");
            }
        }
    }

    private static JsonNode? Root(Random dice)
    {
        if (dice.Next(10) == 0)
        {
            return Node(dice, 0);
        }

        var root = new JsonObject { ["tasks"] = Tasks(dice) };
        for (var keys = dice.Next(4); keys > 0; keys--)
        {
            var key = FormTask.Any(Roots, dice);
            root[key] = key switch
            {
                "tasks" or "scripts" => Tasks(dice),
                "defaults" => Mapping(dice, Keys, 1),
                "host" => Mapping(dice, HostKeyNames, 1),
                _ => Node(dice, 1),
            };
        }

        return root;
    }

    private static JsonNode Tasks(Random dice) => dice.Next(2) == 0
        ? new JsonArray([.. Enumerable.Range(0, dice.Next(4)).Select(_ => dice.Next(4) == 0 ? Node(dice, 2) : Entry(dice))])
        : new JsonObject(Enumerable.Range(0, dice.Next(4)).Select(at => KeyValuePair.Create<string, JsonNode?>($"task-{at}", dice.Next(4) == 0 ? Node(dice, 2) : Entry(dice))));

    private static JsonObject Entry(Random dice)
    {
        var entry = Mapping(dice, Keys, 1);
        entry["name"] = $"task-{dice.Next(4)}";
        entry["command"] = "x";
        return entry;
    }

    private static JsonObject Mapping(Random dice, string[] keys, int depth)
    {
        var mapping = new JsonObject();
        for (var count = dice.Next(6); count > 0; count--)
        {
            var key = FormTask.Any(keys, dice);
            mapping[dice.Next(8) == 0 ? key.Replace('-', '_') : key] = Value(key, dice, depth + 1);
        }

        return mapping;
    }

    private static JsonNode? Value(string key, Random dice, int depth) =>
        Sections.TryFind(key, out _) && dice.Next(4) > 0 ? Mapping(dice, Keys, depth)
        : KeyTable.Find(key) is { } row && dice.Next(3) > 0 ? JsonNode.Parse(FormTask.Any(FormTask.Any(KeySamples.All[row.Name], dice), dice))
        : Node(dice, depth);

    private static JsonNode? Node(Random dice, int depth) => dice.Next(depth > 4 ? 3 : 6) switch
    {
        0 or 1 => JsonNode.Parse(FormTask.Any(Odd, dice)),
        2 => JsonNode.Parse(FormTask.Any(FormTask.Any(FormTask.Any(KeySamples.All.Values.ToList(), dice), dice), dice)),
        3 => new JsonArray([.. Enumerable.Range(0, dice.Next(4)).Select(_ => Node(dice, depth + 1))]),
        _ => Mapping(dice, Keys, depth + 1),
    };
}
