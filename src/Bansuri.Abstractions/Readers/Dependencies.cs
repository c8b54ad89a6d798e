using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>One item of <c>depends-on</c>: a name, or <c>{task, condition}</c>.</summary>
internal static class Dependencies
{
    private static readonly ValueReader<DependencyCondition> Condition = Scalars.OneOf(
        DependencyCondition.Started, DependencyCondition.Ready, DependencyCondition.Succeeded, DependencyCondition.Completed);

    public static readonly ValueReader<Dependency> Dependency = new NodeReader<Dependency>(
        "a task's name, or {task, condition}",
        JsonShape.OneOf(JsonShape.Text, JsonShape.Mapping(("task", "the name of the task", JsonShape.Text), ("condition", "how far it must have come: " + Condition.Allowed, Condition.Shape)).With(@"""required"":[""task""]")),
        TryRead,
        value => value.Condition == DependencyCondition.Default ? value.Task : $"{{{value.Task}, {Scalars.Kebab(value.Condition)}}}");

    private static bool TryRead(ConfigNode node, ReadContext context, out Dependency value)
    {
        value = new Dependency("");
        if (node is ScalarNode { Text.Length: > 0 } name)
        {
            value = new Dependency(name.Text);
            return true;
        }

        if (node is not MappingNode mapping)
        {
            return context.Bad(node, "expected a task's name, or {task, condition}");
        }

        var fields = new Mappings(mapping, context);
        var named = fields.TryTake("task", Scalars.Text, out var task);
        var condition = fields.Take("condition", Condition, DependencyCondition.Default);
        value = new Dependency(task ?? "", condition);
        return fields.End() && (named || context.Bad(node, "'task' is missing"));
    }
}
