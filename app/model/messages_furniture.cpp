#include "model/messages_tables.hpp"

#include <array>

namespace bordermap::model {

std::span<const Message> furniture_messages() {
    static constexpr std::array kTable{
        Message{"furniture.as_of", "As of {}", "Tính đến {}", "ນັບຮອດວັນທີ {}"},
        Message{"furniture.boundary.border", "Viet Nam – Laos border", "Biên giới Việt Nam – Lào",
                "ຊາຍແດນ ຫວຽດນາມ – ລາວ"},
        Message{"furniture.boundary.district", "District or commune boundary", "Ranh giới huyện hoặc xã",
                "ເຂດແດນເມືອງ ຫຼື ຕາແສງ"},
        Message{"furniture.boundary.province", "Province boundary", "Ranh giới tỉnh", "ເຂດແດນແຂວງ"},
        Message{"furniture.count", "Records at one place or on one line", "Số bản ghi tại một nơi hoặc một đường nối",
                "ຈຳນວນບັນທຶກໃນບ່ອນດຽວ ຫຼື ເສັ້ນດຽວ"},
        Message{"furniture.country.cambodia", "Cambodia", "Campuchia", "ກຳປູເຈຍ"},
        Message{"furniture.country.china", "China", "Trung Quốc", "ຈີນ"},
        Message{"furniture.country.malaysia", "Malaysia", "Malaysia", "ມາເລເຊຍ"},
        Message{"furniture.country.myanmar", "Myanmar", "Myanmar", "ມຽນມາ"},
        Message{"furniture.country.thailand", "Thailand", "Thái Lan", "ໄທ"},
        Message{"furniture.disclaimer",
                "The boundaries and names shown do not imply official endorsement or acceptance.",
                "Ranh giới và tên gọi trên bản đồ không hàm ý sự xác nhận hoặc công nhận chính thức.",
                "ເຂດແດນ ແລະ ຊື່ທີ່ສະແດງ ບໍ່ໄດ້ໝາຍເຖິງການຮັບຮອງ ຫຼື ການຍອມຮັບຢ່າງເປັນທາງການ."},
        Message{"furniture.event", "Meeting, visit, patrol or other event",
                "Cuộc họp, chuyến thăm, tuần tra hoặc sự kiện khác", "ກອງປະຊຸມ, ການຢ້ຽມຢາມ, ການລາດຕະເວນ ຫຼື ເຫດການອື່ນ"},
        Message{"furniture.gate", "Border gate", "Cửa khẩu", "ດ່ານຊາຍແດນ"},
        Message{"furniture.group.INC.EPI", "Epidemic", "Dịch bệnh", "ພະຍາດລະບາດ"},
        Message{"furniture.group.INC.HAZ", "Natural disaster", "Thiên tai", "ໄພທຳມະຊາດ"},
        Message{"furniture.group.INC.INFO", "Information", "Thông tin", "ຂໍ້ມູນຂ່າວສານ"},
        Message{"furniture.group.INC.LAND", "Land and boundary", "Đất đai và ranh giới", "ທີ່ດິນ ແລະ ເຂດແດນ"},
        Message{"furniture.group.INC.MIG", "Movement of people", "Di chuyển của người dân", "ການເຄື່ອນຍ້າຍຂອງຄົນ"},
        Message{"furniture.group.INC.RES", "Natural resources", "Tài nguyên thiên nhiên", "ຊັບພະຍາກອນທຳມະຊາດ"},
        Message{"furniture.group.INC.TOC", "Transnational crime and smuggling", "Tội phạm xuyên quốc gia và buôn lậu",
                "ອາຊະຍາກຳຂ້າມຊາດ ແລະ ການລັກລອບຄ້າຂາຍ"},
        Message{"furniture.group.INC.TOC.DRUG", "Drug trafficking", "Vận chuyển, mua bán trái phép chất ma túy",
                "ການຄ້າຢາເສບຕິດ"},
        Message{"furniture.legend", "Legend", "Chú giải", "ຄຳອະທິບາຍ"},
        Message{"furniture.legend.boundaries", "Boundaries", "Ranh giới", "ເຂດແດນ"},
        Message{"furniture.legend.cooperation", "Cooperation", "Hợp tác", "ການຮ່ວມມື"},
        Message{"furniture.legend.incidents", "Reported incidents", "Vụ việc được đưa tin", "ເຫດການທີ່ມີລາຍງານ"},
        Message{"furniture.legend.places", "Places", "Địa điểm", "ສະຖານທີ່"},
        Message{"furniture.link.coordination", "Coordination regulation", "Quy chế phối hợp", "ລະບຽບການປະສານງານ"},
        Message{"furniture.link.dashed", "Date not certain, or taken over by a successor",
                "Ngày chưa chắc chắn, hoặc do đơn vị kế thừa tiếp nhận", "ວັນທີບໍ່ແນ່ນອນ ຫຼື ໜ່ວຍສືບທອດຮັບຊ່ວງ"},
        Message{"furniture.link.other", "Memorandum, plan or treaty", "Bản ghi nhớ, kế hoạch hoặc hiệp ước",
                "ບົດບັນທຶກ, ແຜນການ ຫຼື ສົນທິສັນຍາ"},
        Message{"furniture.link.twinning", "Twinning", "Kết nghĩa", "ການຜູກມິດ"},
        Message{"furniture.north", "N", "B", "ໜ"},
        Message{"furniture.nothing", "Nothing passes this filter", "Không có dữ liệu nào phù hợp bộ lọc này",
                "ບໍ່ມີຂໍ້ມູນໃດຜ່ານຕົວກອງນີ້"},
        Message{"furniture.precision", "Known only to within this circle", "Chỉ biết nằm trong vòng tròn này",
                "ຮູ້ພຽງວ່າຢູ່ພາຍໃນວົງມົນນີ້"},
        Message{"furniture.records", "Records: {} public sources", "Dữ liệu: {} nguồn công khai",
                "ຂໍ້ມູນ: {} ແຫຼ່ງສາທາລະນະ"},
        Message{"furniture.sources", "Map data: {}", "Dữ liệu bản đồ: {}", "ຂໍ້ມູນແຜນທີ່: {}"},
        Message{"furniture.unit.army", "Army unit", "Đơn vị quân đội", "ໜ່ວຍທະຫານ"},
        Message{"furniture.unit.authority", "Civil authority", "Chính quyền", "ອົງການປົກຄອງ"},
        Message{"furniture.unit.guard", "Border guard or police", "Biên phòng hoặc công an", "ທະຫານຊາຍແດນ ຫຼື ຕຳຫຼວດ"},
        Message{"furniture.unit.national", "State or national body", "Nhà nước hoặc cơ quan trung ương",
                "ລັດ ຫຼື ອົງການສູນກາງ"},
        Message{"furniture.unit.village", "Village", "Thôn, bản", "ບ້ານ"}};
    return kTable;
}

}  // namespace bordermap::model
