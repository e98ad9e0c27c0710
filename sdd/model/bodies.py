"""What endpoints take from the body of a request and nothing describes."""

from msgspec import Struct

from sdd.model.finding import Confidence, Place


class UntypedBody(Struct, frozen=True):
    """A part of a request's body without a type, or a whole body that code reads by itself.

    row: a route that takes it, as messages name it. how: "parameter", or the method of the
    request that reads it: "json", "body", "form". name: of the parameter, or of the variable
    that holds the request. text: the type as written, "" where there is none. place: of the
    parameter or the call. owner: qualified name of the function that it stands in. validated:
    what was read is handed to a model, so that only the schema does not know it.
    """

    row: str
    how: str
    name: str
    place: Place
    owner: str
    text: str = ""
    validated: bool = False
    confidence: Confidence = Confidence.HIGH
