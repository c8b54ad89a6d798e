using McMaster.NETCore.Plugins.LibraryModel;
using McMaster.NETCore.Plugins.Loader;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Native libraries in a plugin's folder. Those that the load context does not know are searched for by the runtime, beside the assembly, and
/// what that search has found once is everybody's for good, by its bare name: the next generation, and any other plugin, would get the old
/// one (docs/decisions/0035-native-libraries-by-path.md).
/// </summary>
internal static class NativeLibraries
{
    /// <summary>Has the context load each library of the folder by its path.</summary>
    public static void Declare(AssemblyLoadContextBuilder builder, string folder)
    {
        var libraries = Directory.EnumerateFiles(folder, "*.so").Select(file => Path.GetFileName(file));
        foreach (var library in libraries)
        {
            builder.AddNativeLibrary(NativeLibrary.CreateFromPackage(Path.GetFileName(folder), "", library));
        }
    }
}
