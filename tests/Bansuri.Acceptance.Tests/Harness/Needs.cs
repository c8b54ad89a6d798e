namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>Leaves a test out, by name and with the reason, where a command that it needs is not installed.</summary>
internal static class Needs
{
    public static void Root() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");

    public static void Command(string name) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name))), $"needs {name}");
}
