using System.Buffers.Binary;
using System.Reflection.PortableExecutable;

namespace Bansuri.Acceptance.Tests.Packing;

/// <summary>What of the program's folder is compiled into its image, and what stands alone: docs/decisions/0045-one-image.md.</summary>
public sealed class ImageTests : AcceptanceTest
{
    private const string Contract = "Bansuri.Abstractions.dll";
    private const string Image = "bansuri.r2r.dll";

    private static string Folder { get; } = Path.GetDirectoryName(Repository.Program) ?? "/";

    [Fact]
    public async Task What_a_host_loads_is_in_it()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { works: { command: sleep 1000, forever: true }, fails: { command: 'false', times: 2, restart-delay: 10ms } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("works", "running");
        await host.UntilStateAsync("fails", "failed");
        (await host.CommandAsync("restart", "works")).Expect(0);

        var loaded = ProcFs.MappedIn(host.Pid, Folder).Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).ToArray();

        Assert.Contains(loaded, path => Path.GetFileName(path) == Image);
        Assert.Equal([Contract], loaded.Where(path => Path.GetFileName(path) != Image && !Flags(path).HasFlag(CompiledAhead.PartOfImage)).Select(Path.GetFileName));
    }

    [Fact]
    public void The_contract_needs_no_image_beside_it()
    {
        var flags = Flags(Path.Combine(Folder, Contract));

        Assert.True(flags.HasFlag(CompiledAhead.Yes));
        Assert.False(flags.HasFlag(CompiledAhead.PartOfImage));
    }

    // The header of ReadyToRun: "RTR", two numbers of two bytes, flags.
    private static CompiledAhead Flags(string path)
    {
        using var reader = new PEReader(File.OpenRead(path));
        var header = reader.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory ?? throw new InvalidOperationException($"{path} is no assembly");
        if (header.Size == 0)
        {
            return CompiledAhead.No;
        }

        var content = reader.GetSectionData(header.RelativeVirtualAddress).GetContent(0, 12).AsSpan();
        Assert.Equal("RTR\0"u8, content[..4]);
        return CompiledAhead.Yes | (CompiledAhead)BinaryPrimitives.ReadUInt32LittleEndian(content[8..]) & CompiledAhead.PartOfImage;
    }

    /// <summary><see cref="PartOfImage"/> is READYTORUN_FLAG_COMPONENT of the runtime's readytorun.h.</summary>
    [Flags]
    private enum CompiledAhead : uint
    {
        No = 0,
        Yes = 1,
        PartOfImage = 0x20,
    }
}
