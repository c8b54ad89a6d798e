using System.Text;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>The built test plugins, in versions of their own: other code without another build.</summary>
internal static class TestPlugins
{
    /// <summary>Makes a folder of a plugin whose code says <paramref name="code"/>, eight characters, where the built one says "code one".</summary>
    public static string Make(Sandbox sandbox, string code, string name = "TestPlugin")
    {
        var target = sandbox.In($"{code.Replace(' ', '-')}/{name}");
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(BuiltAt(name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        var main = Path.Combine(target, name + ".dll");
        var bytes = File.ReadAllBytes(main);
        foreach (var at in Places(bytes, Encoding.Unicode.GetBytes("code one")))
        {
            Encoding.Unicode.GetBytes(code).CopyTo(bytes, at);
        }

        File.WriteAllBytes(main, bytes);
        return target;
    }

    // Beside these tests, in the same configuration.
    private static string BuiltAt(string name) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    private static List<int> Places(byte[] bytes, byte[] text)
    {
        var places = new List<int>();
        for (var from = 0; bytes.AsSpan(from).IndexOf(text) is >= 0 and var at; from += at + text.Length)
        {
            places.Add(from + at);
        }

        return places;
    }
}
