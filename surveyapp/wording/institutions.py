"""Institutions in sentences: "from the Ministry of Justice", "del Ministerio de Justicia"."""

import re

_ENGLISH_ARTICLE = re.compile(
    "(Agency|Attorney|Central|Commission|Committee|Council|Department|Directorate|Division|Federal|General|Institute|"
    "Ministry|National|Office|Ombudsman|Permanent|Police|Prosecutor|Public|Secretariat|Service|Supreme|Unit)( |$)"
)
_DEL = re.compile(
    "(Centro|Comité|Congreso|Consejo|Cuerpo|Departamento|Despacho|Grupo|Instituto|Ministerio|Observatorio|Organismo|"
    "Patronato|Poder|Programa|Registro|Servicio|Sistema|Tribunal|Viceministerio)( |$)"
)
_DE_LA = re.compile(
    "(Agencia|Autoridad|Cancillería|Coalición|Comisaría|Comisión|Coordinación|Corte|Defensoría|Dirección|División|"
    "Embajada|Fiscalía|Gendarmería|Gerencia|Jefatura|Mesa|Misión|Oficina|Policía|Presidencia|Procuraduría|Red|"
    "Secretaría|Subdirección|Subsecretaría|Superintendencia|Unidad|Universidad|Vicepresidencia)( |$)"
)


def from_institution(name: str, language: str) -> str:
    """With the article where the first word is known to have one; without it elsewhere, as before an acronym."""
    if language == "es":
        if _DEL.match(name):
            return f"del {name}"
        return f"de la {name}" if _DE_LA.match(name) else f"de {name}"
    return f"from the {name}" if _ENGLISH_ARTICLE.match(name) else f"from {name}"
