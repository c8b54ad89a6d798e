using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bansuri.Host.StateDirectory.Instances;
using Bansuri.Host.StateDirectory.Leases;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.StateDirectory;

/// <summary>How the small files are written and read, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Instance))]
[JsonSerializable(typeof(LeaseRecord))]
[JsonSerializable(typeof(HostState))]
internal sealed partial class StateJson : JsonSerializerContext
{
    // By the generated code itself: JsonSerializer would first make what it needs for any writer and reader of the type, which took a quarter
    // of all methods that a start compiles. A generator that names them otherwise is an error of the build.
    public static byte[] Write(LeaseRecord lease) => Bytes(writer => Default.LeaseRecordSerializeHandler(writer, lease));

    public static byte[] Write(Instance instance) => Bytes(writer => Default.InstanceSerializeHandler(writer, instance));

    public static void Write(Utf8JsonWriter writer, HostState state) => Default.HostStateSerializeHandler(writer, state);

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        write(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
