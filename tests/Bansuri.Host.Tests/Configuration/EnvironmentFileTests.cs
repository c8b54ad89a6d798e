using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

public sealed class EnvironmentFileTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("# comment\n\n  export A = 1  \nB=\n", "A=1|B=")]
    [InlineData("A='x # $y'\nB=\"two\\nlines\" # comment\nC=a#b # c", "A=x # $y|B=two\nlines|C=a#b")]
    [InlineData("A=1\r\nA=2\r\n", "A=1|A=2")]
    [InlineData("{\"A\": \"x\", \"B\": 5, /* c */ \"C\": null, \"D\": true,}", "A=x|B=5|C=|D=true")]
    [InlineData("\uFEFFA=1=2", "A=1=2")]
    [InlineData("A=x\u2028y\fz\u0085\rB=1", "A=x\u2028y\fz|B=1")]
    public void Lines_and_objects_are_read(string text, string expected)
    {
        var file = EnvironmentFile.Read(_folder.Write("a.env", text));

        Assert.Null(file.Problem);
        Assert.Equal(expected, string.Join('|', file.Variables.Select(variable => $"{variable.Key}={variable.Value}")));
    }

    [Theory]
    [InlineData("A=1\nB", "expected KEY=VALUE", 2)]
    [InlineData("A='x", "never closed", 1)]
    [InlineData("1A=x", "no name", 1)]
    [InlineData("A=\u2028\n1A=x", "no name", 2)]
    [InlineData("{\"A\": []}", "must be a text", 1)]
    [InlineData("{\"A\" 5}", "not JSON", 1)]
    public void What_is_wrong_has_its_line(string text, string expected, int line)
    {
        var problem = EnvironmentFile.Read(_folder.Write("a.env", text)).Problem;

        Assert.Contains(expected, problem!.Message, StringComparison.Ordinal);
        Assert.Equal(line, problem.Span.Line);
    }

    [Fact]
    public void A_file_that_is_missing_is_an_error_of_its_task() =>
        Assert.Contains("'environment-file' of task 'a': ", _folder.Messages("tasks: [{name: a, command: x, environment-file: none.env}]"), StringComparison.Ordinal);
}
