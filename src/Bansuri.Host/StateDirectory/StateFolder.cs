namespace Bansuri.Host.StateDirectory;

/// <summary>The state directory itself: <c>lease.json</c>, <c>state.json</c>, <c>logs/</c>.</summary>
internal static class StateFolder
{
    /// <summary>Where the output of tasks is captured.</summary>
    public static string Logs(string stateDirectory) => Path.Combine(stateDirectory, "logs");

    /// <summary>Makes it where it is missing, and tries to write in it.</summary>
    /// <returns>Null, or why it cannot be used: one line for the user.</returns>
    public static string? Prepare(string path)
    {
        try
        {
            PrivateFiles.MakeDirectory(path);
            var probe = PrivateFiles.TemporaryBeside(Path.Combine(path, "probe"));
            PrivateFiles.Write(probe, "can be written"u8);
            File.Delete(probe);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"cannot write to the state directory '{path}': {Reason(problem)}";
        }
    }

    private static string Reason(Exception problem) => problem switch
    {
        UnauthorizedAccessException => "Permission denied",
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        _ => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(problem.HResult) is var text && problem.HResult is > 0 and < 4096 ? text : problem.Message,
    };
}
