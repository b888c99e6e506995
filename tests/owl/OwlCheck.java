import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.RDFParserMetaData;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;

/** Loads ontologies with the library of Protégé: tells triples that it cannot read, and what is not OWL 2 DL. */
class OwlCheck {
    public static void main(String[] files) throws Exception {
        for (var file : files) {
            var ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            var format = ontology.getFormat();
            System.out.println("axioms " + ontology.getAxiomCount() + " as " + format.getKey());
            var read = (RDFParserMetaData) format.getOntologyLoaderMetaData().orElseThrow();
            read.getUnparsedTriples().forEach(triple -> System.out.println("unparsed " + triple));
            new OWL2DLProfile().checkOntology(ontology).getViolations()
                .forEach(violation -> System.out.println("violation " + violation));
        }
    }
}
