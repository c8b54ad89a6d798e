namespace Bansuri.Host.Tests.Configuration;

/// <summary>A key that stands twice is found in mappings of every size, in both formats.</summary>
public sealed class DuplicateKeyTests : IDisposable
{
    private const string Entry = """{"tasks": [{"name": "a", "command": "x", "environment": {VARIABLES}}]}""";

    private readonly ConfigFolder _folder = new();

    public static TheoryData<string, int> Sizes => new(
        from file in new[] { "a.yaml", "a.json" }
        from size in new[] { 1, 2, 15, 16, 17, 40 }
        select (file, size));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_first_and_the_last_of_any_number_of_keys_may_not_come_again(string file, int size)
    {
        foreach (var again in new[] { 0, size - 1 })
        {
            var variables = string.Join(",\n", Enumerable.Range(0, size).Append(again).Select(at => $"\"V{at}\": \"x\""));

            var messages = _folder.Messages(Entry.Replace("VARIABLES", "\n" + variables, StringComparison.Ordinal), file);

            Assert.Contains($"error[BAN003]: the key 'V{again}' stands twice in one mapping, first in line {again + 2}\n", messages, StringComparison.Ordinal);
            Assert.Contains($"{file}:{size + 2}:1\n", messages, StringComparison.Ordinal);
            Assert.Contains("1 error;", messages, StringComparison.Ordinal);
        }
    }
}
