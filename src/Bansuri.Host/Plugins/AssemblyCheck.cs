using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Bansuri.Abstractions;

namespace Bansuri.Host.Plugins;

/// <summary>Looks at a plugin's assembly before any of its code is loaded.</summary>
internal static class AssemblyCheck
{
    /// <summary>ReadyToRun images for Linux carry their machine exclusive-or this (IMAGE_FILE_MACHINE_OS_MASK_LINUX).</summary>
    private const int LinuxMask = 0x7B79;

    private static readonly Version Contract = typeof(AbstractTask).Assembly.GetName().Version!; // frozen in the project file

    /// <exception cref="PluginProblem">The file is no assembly for this host, with the remedy.</exception>
    public static void Run(string path)
    {
        var file = Path.GetFileName(path);
        using var stream = File.OpenRead(path);
        try
        {
            using var image = new PEReader(stream, PEStreamOptions.LeaveOpen);
            CheckManaged(image, file);
            CheckMachine(image.PEHeaders, file);
            CheckContract(image.GetMetadataReader(), file);
        }
        catch (BadImageFormatException)
        {
            throw new PluginProblem($"'{file}' is no .NET assembly", "put the assembly there that the build made, its dependencies beside it");
        }
    }

    private static void CheckManaged(PEReader image, string file)
    {
        if (!image.HasMetadata)
        {
            throw new PluginProblem(
                $"'{file}' is a native library, not a .NET assembly",
                "put the assembly there that the build made, native libraries beside it");
        }
    }

    private static void CheckMachine(PEHeaders headers, string file)
    {
        var machine = (int)headers.CoffHeader.Machine;
        var any = headers.CoffHeader.Machine == Machine.I386 && !(headers.CorHeader?.Flags.HasFlag(CorFlags.Requires32Bit) ?? false);
        var own = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (int)Machine.Arm64 : (int)Machine.Amd64;
        if (!any && machine != own && machine != (own ^ LinuxMask))
        {
            throw new PluginProblem(
                $"'{file}' is built for another processor ({(Machine)machine}) than this host's ({RuntimeInformation.ProcessArchitecture})",
                "build it for AnyCPU");
        }
    }

    private static void CheckContract(MetadataReader metadata, string file)
    {
        var contract = metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.StringComparer.Equals(reference.Name, typeof(AbstractTask).Assembly.GetName().Name!)) // has a name
            .Select(reference => reference.Version)
            .FirstOrDefault();
        if (contract is null)
        {
            throw NoTaskType(file);
        }

        if (contract.Major != Contract.Major || contract > Contract)
        {
            throw new PluginProblem(
                $"'{file}' is built against Bansuri.Abstractions {contract.ToString(2)}, this host offers {Contract.ToString(2)}",
                "build the plugin against the host's version, or use another host");
        }
    }

    public static PluginProblem NoTaskType(string file) => new(
        $"'{file}' offers no task type", "put [TaskType(\"name\")] on a public class that derives from AbstractTask");
}
