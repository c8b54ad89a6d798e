using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bansuri.Host.Isolation;

/// <summary>How messages are written and read, by generated code. What comes is judged strictly, as plugin code can write there too.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChannelMessage))]
internal sealed partial class ChannelJson : JsonSerializerContext;
