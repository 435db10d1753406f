using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModBot.Classification;

/// <summary>Scores as an object by category key, so that no file depends on the order of categories. A key that this version does not know is left out.</summary>
public sealed class CategoryScoresConverter : JsonConverter<CategoryScores>
{
    public override CategoryScores Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Scores must be an object.");
        var scores = default(CategoryScores);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = Categories.TryParse(reader.GetString()!, out var category);
            reader.Read();
            if (isKnown) scores[category] = reader.GetSingle();
            else reader.Skip();
        }
        return scores;
    }

    public override void Write(Utf8JsonWriter writer, CategoryScores value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var category in Categories.All)
        {
            // A broken model may give what JSON has no number for; it holds nothing, like a score of 0.
            if (float.IsFinite(value[category])) writer.WriteNumber(category.Key(), value[category]);
        }
        writer.WriteEndObject();
    }
}
